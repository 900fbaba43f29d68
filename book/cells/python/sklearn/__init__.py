"""Of scikit-learn a page has five small tables, ``sklearn.datasets``, and no model."""
