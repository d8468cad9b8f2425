"""Users of companies as the reference bank knows them: a person, and the name under which they act for a company."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ivr.stores.schema.base import Base


class CompanyUserRecord(Base):
    """A user of the company that a document names; `customer` is the person, `role` administrator or agent.

    `keys` are those of a telephone with which the name is written.
    """

    __tablename__ = "company_users"
    __table_args__ = (Index("ix_company_users_keys", "institution", "document_type", "document_number", "keys"),)

    institution: Mapped[str] = mapped_column(primary_key=True)
    document_type: Mapped[str] = mapped_column(primary_key=True)
    document_number: Mapped[str] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(primary_key=True)
    keys: Mapped[str]
    role: Mapped[str]
    customer: Mapped[str] = mapped_column(ForeignKey("customers.reference"))
