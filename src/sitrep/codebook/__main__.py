"""The YAML files of the shipped codebook come in, and their compiled forms beside them go out."""

from unittest.mock import patch

from sitrep.codebook import inflections
from sitrep.codebook.compiled import digest_files, to_compiled
from sitrep.codebook.loader import COMPILED, SHIPPED, decode_shipped
from sitrep.codebook.quantities import quantities
from sitrep.codebook.speech import SPEECH, load_speech

COMPILED.write_text(to_compiled(decode_shipped(), digest_files(SHIPPED)), encoding="utf-8")

# The lexicons are loaded as they would be without the compiled forms, and what they ask for is noted.
inflections.COMPILED.unlink(missing_ok=True)
with patch.object(inflections, "inflect", wraps=inflections.inflect) as inflect:
    quantities()
    load_speech(SPEECH, all_kinds=True)
asked = {(call.args[0], call.args[1]) for call in inflect.call_args_list}
inflections.COMPILED.write_text(inflections.compiled_forms(asked), encoding="utf-8")
