"""Of scikit-learn a page has five small tables and one model: ``datasets`` and ``naive_bayes``."""
