"""Attention: where should it look?"""
