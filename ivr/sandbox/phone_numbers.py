"""Telephone numbers as the network sees them: which are possible, which are mobiles, and whose country they are."""

import re

import phonenumbers

COLOMBIAN_MOBILE = re.compile(r"\+573\d{9}")
CLIENT = "client:"


def is_possible(number: str) -> bool:
    """Say whether a number in E.164 (`+57...`) can exist."""
    try:
        return number.startswith("+") and phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def takes_messages(number: str) -> bool:
    """Say whether text messages reach a number; of Colombia, only mobiles (`+573` and nine digits)."""
    return bool(COLOMBIAN_MOBILE.fullmatch(number)) if number.startswith("+57") else is_possible(number)


def country_of(number: str) -> str:
    """Return the two letters of a number's country, or nothing."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""


def parameters_of(address: str) -> str:
    """Return the parameters of a `client:name?a=b`, as its page is told them: `a=b`."""
    return address.partition("?")[2] if address.startswith(CLIENT) else ""


def endpoint_of(address: str) -> str:
    """Return an address without the parameters that a `client:name?a=b` may carry."""
    return address.partition("?")[0] if address.startswith(CLIENT) else address
