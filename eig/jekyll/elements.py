"""The HTML elements that editors write, by what they do to a text."""

CONTAINERS = {
    "address", "article", "aside", "body", "caption", "center", "details", "dd", "div", "dt", "fieldset", "figcaption",
    "figure", "footer", "header", "hgroup", "html", "legend", "li", "main", "nav", "p", "section", "summary",
    "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
LEAVES = {
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "hr", "dl", "eig-embed", "eig-notes",
}  # fmt: skip
BLOCKS = CONTAINERS | LEAVES
PARTS = {"caption", "col", "colgroup", "tbody", "tfoot", "thead", "tr"}  # of tables
BOLD, ITALIC = {"strong", "b"}, {"em", "i", "cite", "dfn", "var"}
CODE = {"code", "kbd", "samp", "tt"}
