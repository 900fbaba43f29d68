"""The primer: what the chapters need and a first-year student may lack, as pictures that answer."""
