operate-page-faq = FAQ
