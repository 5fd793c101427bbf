import random
import time
from itertools import pairwise

import pytest

from portal.comparison import Change, compare, fold_same
from tests.text.scribble import scribbles

A_DAY = "She ate half of her porridge. Then she left."


def drawn(changes):
    signs = {"same": "{}", "added": "+{}+", "removed": "-{}-", "skipped": "~{}~"}
    return "".join(signs[change.kind].format(change.text) for change in changes)


def of(changes, *kinds):
    return "".join(change.text for change in changes if change.kind in kinds)


def test_changed_words_are_shown_and_the_others_are_not():
    assert drawn(compare(A_DAY, "She ate all of her porridge. Then she left quietly.")) == (
        "She ate -half-+all+ of her porridge. Then she left+ quietly+."
    )


def test_the_same_text_has_no_change():
    assert compare(A_DAY, A_DAY) == [Change("same", A_DAY)]
    assert compare("", "") == []


def test_all_can_be_new_or_gone():
    assert compare("", A_DAY) == [Change("added", A_DAY)]
    assert compare(A_DAY, "") == [Change("removed", A_DAY)]


def test_a_new_paragraph_is_new_as_a_whole():
    assert drawn(compare("One.\n\nThree.", "One.\n\nTwo.\n\nThree.")) == "One.\n\n+Two.\n\n+Three."


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "Я помила руки й термометр.",
            "Я помила руки і термометр.",
            "Я помила руки -й-+і+ термометр.",
        ),
        ("أكلت نصف الفطور.", "أكلت كل الفطور.", "أكلت -نصف-+كل+ الفطور."),
        ("Tôi gọi cho chị.", "Tôi gọi cho anh.", "Tôi gọi cho -chị-+anh+."),
        ("我喜欢做饭和洗碗。", "我喜欢吃饭和洗碗。", "我喜欢-做-+吃+饭和洗碗。"),
        ("ฉันชอบทำอาหารที่บ้าน", "ฉันชอบกินอาหารที่บ้าน", "ฉันชอบ-ทำ-+กิน+อาหารที่บ้าน"),
        ("मैं घर जाता हूँ।", "मैं घर आता हूँ।", "मैं घर -जाता-+आता+ हूँ।"),
    ],
)
def test_words_of_any_script_are_compared(old, new, shown):
    assert drawn(compare(old, new)) == shown


def test_texts_with_little_in_common_are_shown_one_after_the_other():
    new = "A new story about the kitchen, with nothing from before."

    assert [change.kind for change in compare(A_DAY, new)] == ["removed", "added"]


def test_single_words_that_happen_to_be_the_same_make_no_patchwork():
    old = "I took the bread out and put it in the box near the door."
    new = "I took the bread out, wiped it and laid it near the door."

    assert len(compare(old, new)) <= 5


def test_old_and_new_can_be_read_out_of_the_changes():
    texts = [text.replace("\x00", "") for text in scribbles(800, seed=9)]
    chance = random.Random(9)
    for old, other in pairwise(texts):
        cut = chance.randint(0, len(old))
        for new in (other, old[:cut] + other, old[:cut] + other[:9] + old[cut + 3 :]):
            changes = compare(old, new)
            assert of(changes, "same", "removed") == old
            assert of(changes, "same", "added") == new
            kinds = [change.kind for change in changes]
            assert all(a != b for a, b in pairwise(kinds))


def test_the_script_is_the_shortest():
    for old, new in [("a b c d", "a c d"), ("b c d", "a b c d"), ("a a a", "a a")]:
        changed = [change for change in compare(old, new) if change.kind != "same"]
        assert len(of(changed, "added", "removed")) == 2


def words(letters, count, seed):
    chance = random.Random(seed)
    return [chance.choice(letters) for _ in range(count)]


HOSTILE = {
    "one word": ("a " * 10_000, "a " * 9_000),
    "shifted": ("a b " * 5_000, "b a " * 5_000),
    "two words": (" ".join(words("ab", 10_000, 1)), " ".join(words("ab", 10_000, 2))),
    "two lines": ("\n".join(words("ab", 10_000, 1)), "\n".join(words("ab", 10_000, 2))),
    "two sentences": (". ".join(words("ab", 6_600, 1)), ". ".join(words("ab", 6_600, 2))),
    "no spaces": ("漢字文" * 6_666, "字漢文" * 6_666),
    "letters": ("".join(words("漢字文", 20_000, 1)), "".join(words("漢字文", 20_000, 2))),
    "backwards": (" ".join(map(str, range(4_000))), " ".join(map(str, range(4_000, 0, -1)))),
    "dots": ("." * 20_000, ". " * 10_000),
    "spaces": (" " * 20_000, " \n" * 10_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_compared_in_time(name):
    old, new = HOSTILE[name]
    began = time.process_time()

    changes = compare(old, new)

    assert time.process_time() - began < 5
    assert of(changes, "same", "removed") == old
    assert of(changes, "same", "added") == new


def test_many_shuffled_paragraphs_share_one_patience():
    chance = random.Random(3)
    old, new = [], []
    for number in range(50):
        paragraph = words("abcdefghijklmnop", 120, number)
        old += [*paragraph, f". Keep {number}.\n"]
        new += [*chance.sample(paragraph, 120), f". Keep {number}.\n"]
    began = time.process_time()

    assert compare(" ".join(old), " ".join(new))
    assert time.process_time() - began < 5


def test_long_unchanged_stretches_are_folded_between_words():
    text = "one two three four five six seven eight nine ten eleven twelve."
    changes = [
        Change("same", text),
        Change("added", "!"),
        Change("same", text),
        Change("removed", "?"),
    ]

    assert drawn(fold_same(changes, 12)) == (
        "~one two three four five six seven eight nine ten ~eleven twelve.+!+"
        "one two three~ four five six seven eight nine ten ~eleven twelve.-?-"
    )


def test_folding_loses_nothing():
    for old, new in zip(scribbles(300, seed=10), scribbles(300, seed=11), strict=True):
        changes = compare(old, old + new)
        folded = fold_same(changes, 10)
        assert of(folded, "same", "skipped", "removed") == old
        assert of(folded, "same", "skipped", "added") == old + new


def test_short_stretches_stay_whole():
    changes = compare(A_DAY, A_DAY + " Then I left.")

    assert fold_same(changes, 40) == changes
