"""From bilingual documents to the files of a site."""
