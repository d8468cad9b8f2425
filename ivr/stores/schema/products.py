"""What a customer has at the institution, as far as questions about it are asked."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class ProductRecord(Base):
    """A product: its `kind` as in the institution's table, the end of its number, when and in which city it was opened.

    `instalment` is what is paid each month, in pesos; 0 where nothing is.
    """

    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(ForeignKey("customers.reference"), index=True)
    kind: Mapped[str]
    last_four: Mapped[str]
    opened: Mapped[date]
    office: Mapped[str]
    instalment: Mapped[int] = mapped_column(default=0)
