"""Why a source may not say what a claim says though it has its words: a module for each way of saying otherwise."""
