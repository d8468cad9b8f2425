"""How fast the service is: everything measured against something else in the same run, so that machines may differ."""
