"""English abbreviations that end in a full stop, by what the stop says about the end of a sentence.

Each table is a list of words without their stop, written as they stand in print.
"""

from __future__ import annotations

__all__ = ["ABBREVIATIONS", "ALWAYS_INSIDE", "BEFORE_NUMBER", "OPENERS", "SELDOM_LAST"]

# Ranks and titles: a name always follows, so no sentence ends here.
ALWAYS_INSIDE = frozenset(
    """
    Mr Mrs Ms Mx Dr Drs Prof Rev Fr Hon Pres Gov Govs Sen Sens Rep Reps Amb Atty Msgr Messrs Mme Mlle
    Gen Lt Col Maj Capt Cmdr Cdr Comdr Adm Brig Sgt Cpl Pvt Pfc Spc Ens Supt Insp Det Const Sheik
    Snr Jnr Ph Mt Ft vs approx cf viz
    """.split()
)
# Only a stop before a number is one of an abbreviation; else the word may be a word of its own.
BEFORE_NUMBER = frozenset(
    "No no Nos nos Art art Fig fig Sec Vol vol Ch Op b c d p pp par ca Mar Sun Sat Fri".split()
)
# Months, states, companies, streets: a sentence may end here, but only where a new one plainly opens.
SELDOM_LAST = frozenset(
    """
    Jan Feb Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs
    Inc Ltd Corp Co Cos Bros Assn Univ Dept Govt St Ave Blvd Rd Jr Sr Esq Est est etc al Intl Natl Ed ed
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Kan Ky La Md Mich Minn Mo Mont Neb Nev Okla Pa Penn Tenn
    Tex Va Vt Wis Wyo Mass Miss
    """.split()
)
ABBREVIATIONS = ALWAYS_INSIDE | SELDOM_LAST
# Words that open a sentence and hardly ever follow an abbreviation inside one.
OPENERS = frozenset(
    """
    A After All Also Although An And Another Any As At Authorities Because Before Both But By Despite During
    Each Earlier Even Every Few For From He Her Here His Hours How However I If In It Its Just Last Later
    Local Many Meanwhile More Most Much My Nearly Neither No None Not Nobody Now Officials On Once One Only
    Other Others Our People Police Residents Several She Since So Some Still Such That The Their Then There
    These They This Those Though Three Through To Today Two Until We What When Where Whether Which
    While Who Why With Witnesses Yet You Your
    """.split()
)
