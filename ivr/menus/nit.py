"""The check digit of a NIT: companies are known without it, and many write it all the same."""

from stdnum.co.nit import calc_check_digit

LENGTH = 9


def without_check_digit(number: str) -> str:
    """Give the nine digits of a NIT that was typed with its check digit; nothing for any other number."""
    nit, check = number[:LENGTH], number[LENGTH:]
    return nit if len(check) == 1 and number.isdigit() and calc_check_digit(nit) == check else ""
