"""The digits of a security code: nobody can foretell them, and nothing that is kept gives them away."""

import pyotp

SHORTEST_OTP = 6  # pyotp makes 6 digits or more (RFC 4226, 5.3); of a shorter code they are the last ones


def new_code(length: int) -> str:
    """Give `length` random digits, 1 to 10.

    A fresh 160-bit secret from the system's random source (`pyotp.random_base32` draws from SystemRandom) gives one
    HOTP value and is forgotten. HOTP reduces a uniform number of 31 bits modulo 10^length. The remainder makes some
    codes likelier: of 6 digits by 1 in 2,147, of 8 by 1 in 21. Three tries at the likeliest codes of 6 digits succeed
    in 3.001 instead of 3 of a million cases: nothing that a limit of tries would have to know.
    """
    otp = pyotp.HOTP(pyotp.random_base32(), digits=max(length, SHORTEST_OTP))
    return otp.at(0)[-length:]
