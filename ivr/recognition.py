"""The image by which members recognise our page before they type their key: each a drawing of our own, by its name."""

IMAGES = (
    "lighthouse",
    "sailboat",
    "mountain",
    "sunflower",
    "cup",
    "fish",
    "kite",
    "house",
    "tree",
    "moon",
    "umbrella",
    "star",
)
"""The files `ivr/web/static/customer/images/<name>.svg`; what each shows is a text of the pages: `image_<name>`."""
LONGEST_PHRASE, SHORTEST_PHRASE = 40, 4
