"""An attacker's afternoon: what is tried against Krets, a file each."""
