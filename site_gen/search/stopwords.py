"""Words that stand in nearly every paragraph and say nothing of what it is about.

They are not indexed, and a reader's query does without them. Folded, as all words of the index are.
The commonest prepositions, conjunctions, pronouns and auxiliaries of each language, chosen by hand.
"""

from __future__ import annotations

from site_gen.persian.folding import fold

_PERSIAN = (
    "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد می ها های ای اما یا نمی شده "
    "باید هر بود او ما اگر همه باشد دارد شود چه ام اند ات اش پس دو بی هیچ وی من آنها شما تو کند "
    "کنند کرده داد داشت نه چون همین بین ایم اید تر ترین هایی بودند هستند هست نیست باشند شدند شوند "
    "داشته بوده کردند دارند"
)
_ENGLISH = (
    "the of and a in to is was for on as by with that he at it from his an are were be or this "
    "which had not has also their one but they have its she her who been all we you i can will "
    "would if there them when so what more no do our out up about into than then may my your us "
    "me him these those such"
)

STOP_WORDS = frozenset(map(fold, f"{_PERSIAN} {_ENGLISH}".split()))
