"""When two names may be the same: without accents and order, and with one letter wrong."""

from portal.folding import fold_name

SHORTEST = 6  # letters; shorter names with one letter wrong are other names


def nearly(name: str) -> set[str]:
    """Return what a name has in common with those that differ from it by one letter."""
    whole = fold_name(name)
    if len(whole) < SHORTEST:
        return {whole}
    return {whole, *(whole[:place] + whole[place + 1 :] for place in range(len(whole)))}
