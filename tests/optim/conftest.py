from hypothesis import settings

# the same examples on every machine, few enough for every run
settings.register_profile("optim", max_examples=15, deadline=None, derandomize=True, database=None)
settings.load_profile("optim")
