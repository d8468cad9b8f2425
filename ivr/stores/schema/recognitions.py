"""The image and phrase that a member chose, to recognise our page before they type their key."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class RecognitionRecord(Base):
    """A member's image, by its name, and their phrase; both are shown to whoever types the member's document."""

    __tablename__ = "recognitions"

    customer: Mapped[str] = mapped_column(ForeignKey("customers.reference"), primary_key=True)
    image: Mapped[str]
    phrase: Mapped[str]
    chosen_at: Mapped[datetime]
