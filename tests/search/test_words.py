"""The same words find the same things on every database."""

import pytest

CASES = [
    # the text, what finds it, what does not
    (
        "Storing food safely",
        ["storing", "FOOD", "food safe", "sto", "safely storing"],
        ["foods", "ring"],
    ),
    ("Łódź, zażółć gęślą jaźń", ["lodz", "ŁÓDŹ", "zazolc", "Jaźń"], ["lodx"]),
    ("Naïve café, crème brûlée", ["naive", "cafe", "CRÈME", "bru"], ["cafex"]),
    ("Die Straße ist weiß", ["strasse", "STRASSE", "straße", "weiss"], ["strase"]),
    ("Ёлка и мой чай", ["елка", "ёлка", "ЁЛКА", "мой ча"], ["елки"]),
    ("كَتَبَ الطَّالِبُ", ["كتب", "الطالب", "كَتَب", "الطـالب"], ["كاتب"]),
    ("شكراً أحمد ٢٠٢٦", ["شكرا", "احمد", "2026", "٢٠٢٦"], ["2025"]),
    (
        "İstanbul ve ISPARTA ışık",
        ["istanbul", "ISTANBUL", "ısparta", "isparta", "IŞIK", "isik"],
        ["ankara"],
    ),
    ("Ο σοφός ΟΔΟΣ", ["σοφος", "ΣΟΦΌΣ", "οδος", "οδός"], ["οδοι"]),
    ("हिन्दी में किताब", ["हिन्दी", "किताब", "किता"], ["कताब"]),
    ("กรุงเทพมหานคร เมืองใหญ่", ["กรุงเทพ", "มหานคร", "เมือง"], ["เชียงใหม่"]),
    (
        "東京都の倉庫で働く。ラベル",
        ["東京", "京都", "倉庫", "働く", "都", "ラベル", "ﾗﾍﾞﾙ"],
        ["京東", "大阪", "倉働"],
    ),
    ("我在厨房工作", ["厨房", "厨", "在厨房工", "作"], ["房厨"]),
    ("한국어 공부를 합니다", ["한국어", "공부", "합"], ["국어"]),
    ("Tôi làm việc ở kho Đà Nẵng", ["lam viec", "da nang", "VIỆC"], ["lamviec"]),
    ("עִבְרִית טובה", ["עברית", "טובה"], ["ערבית"]),
    (
        "Room 12b, 4.5 kg, 1e5x, 0042",
        ["12b", "room 12", "4.5", "4,5 kg", "1e5x", "1e5", "0042"],
        ["42", "5x"],
    ),
    (
        "Well-known co-op, mother's O’Neill",
        ["well known", "well-known", "co-op", "mother's", "o'neill", "mother’s"],
        ["wellknown"],
    ),
    ("L'école de l’été", ["ecole", "l'ecole", "été"], ["lecole"]),
    ("Done! 🍞👩🏽‍🍳 at 7", ["done", "done 🍞", "🍞 at 7"], ["🍞 bread"]),
    ("naﬁ ﬁsh № ½ Ⅳ ｗｉｄｅ", ["nafi", "fish", "wide", "iv", "no"], ["vi"]),
    ("soft\u00adly right\u200fleft", ["softly", "rightleft"], ["soft-ly"]),
    ("a quick queue q", ["quick", "queue", "q", "a", "qu"], ["quc"]),
    ("x" * 200, ["x" * 200, "x" * 64, "xxx"], ["y"]),
    ("Adlam 𞤀𞤣𞤤𞤢𞤥 𠮷野家", ["𞤢𞤣", "𞤀𞤣𞤤", "𠮷野", "野家"], ["野𠮷"]),
]


@pytest.mark.parametrize(("text", "finds", "misses"), CASES, ids=lambda case: str(case)[:20])
def test_words_are_found_in_any_script(make, learner, look, work_off, text, finds, misses):
    reflection = make.reflection(learner, text)
    work_off()

    path = f"/reflections/{reflection.id}"
    wrong = [words for words in finds if look(learner, words) != [path]]
    assert not wrong, f"{wrong} should find {text}"
    wrong = [words for words in misses if look(learner, words)]
    assert not wrong, f"{wrong} should not find {text}"
