retention-kind-lost_items = Lost property
retention-about-lost_items = Descriptions, what only the owner knows, phone numbers, who handed it in, and places. Counts from when the report ended; nothing of what is open goes.
