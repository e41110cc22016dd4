"""Texts for property tests: any text, and those that are full of Markdown."""

from hypothesis import strategies as st

SIGNS = [
    *"ab é\n*_#->|[](){}!\"'\\`&;:/.1^<~=+\t \r\x0b\x00\u2028",
    "\n\n",
    "\n- ",
    "\n> ",
    "```\n",
    "~~~",
    '](u "',
    ' "t")',
]
SIGNS += [
    "](image:K)",
    "![",
    "https://a.b/c(d)",
    "a@b.fr",
    "[^1]",
    "[^1]: ",
    "&amp;",
    "  \n",
    "1. ",
    "| a | b |\n",
    "|---|\n",
]
SIGNS += ["{: .x}", "<b>", "**mot**", "un mot ", "\n\nun autre paragraphe "]
markdown = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)
any_text = st.one_of(markdown, st.text())
