"""Which language a text is said to be in, and when none is said."""

from __future__ import annotations

import pytest

from sitrep.intake.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Twelve people died in Kabul.", "en"),
        ("The police said that the road to the port was shut after the blast.", "en"),
        ("Le président a déclaré que la ville était calme.", "fr"),
        ("La policía dijo que no hubo heridos.", "es"),
        ("Die Polizei sagte, es gebe keine Verletzten.", "de"),
        ("Watu kumi na wawili waliuawa mjini Nairobi siku ya Jumanne.", "sw"),
        ("قتل اثنا عشر شخصا في انفجار سيارة مفخخة وسط العاصمة كابول", "ar"),
        ("Blast", "und"),
        ("12345", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_few_english_words_do_not_make_a_foreign_text_english() -> None:
    text = "Двенадцать человек погибли в Кабуле, сообщила полиция города. " * 5
    assert detect_language(f"The Post was with them that day. {text}") == "ru"
