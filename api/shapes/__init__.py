"""What goes over the wire, as Pydantic models: the validation and the document are made of them."""
