"""The YAML files of the shipped codebook come in, and their compiled form beside them goes out."""

from sitrep.codebook.compiled import digest_files, to_compiled
from sitrep.codebook.loader import COMPILED, SHIPPED, decode_shipped

COMPILED.write_text(to_compiled(decode_shipped(), digest_files(SHIPPED)), encoding="utf-8")
