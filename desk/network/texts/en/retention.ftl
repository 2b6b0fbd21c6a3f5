retention-kind-introductions = Introductions between parks
retention-about-introductions = Name, company, number and words of who asked, and what the other desk replied. Counts from when it was asked for.
