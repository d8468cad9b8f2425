"""Reads how customers are asked about their own products."""

from types import MappingProxyType

from ivr.institutions import Institution
from ivr.question_policies import QuestionPolicy
from ivr.tables.reader import TableReader

KIND = r"[a-z][a-z_]{0,39}"


def read_questions(root: TableReader) -> QuestionPolicy | None:
    """Give what a table says of questions on products, or None where the institution asks none.

    With fewer than three questions of four options, chance alone would be right too often.
    """
    if "security_questions" not in root.data:
        root.known.add("security_questions")
        return None
    table = root.table("security_questions")
    inside = table.table("products")
    inside.known.update(inside.data)
    policy = QuestionPolicy(
        count=table.number("count", 3, 5, default=3),
        options=table.number("options", 4, 6, default=4),
        tries=table.number("tries", 1, 10, default=5),
        tries_day=table.number("tries_day", 1, 5, default=2),
        products=MappingProxyType(
            {kind: inside.text(kind, "how people call it", r"\S.{0,39}") for kind in inside.data}
        ),
    )
    if len(policy.products) < 2:  # noqa: PLR2004 - one alone would be no question
        table.note("products", " ".join(policy.products) or "nothing", "at least two kinds of products")
    return policy


def check_regaining(root: TableReader, institution: Institution) -> None:
    """Note a key that is regained without what its script asks by: questions, and on the page a link."""
    name = "regain"
    if name in institution.procedures and institution.questions is None:
        root.note(
            f"procedures.{name}", "no table [security_questions]", "one: customers are asked about their products"
        )
    if name in institution.web.procedures and institution.link is None:
        root.note(f"web.procedures.{name}", "no table [link]", "one: the page goes on behind a link")
