operate-page-faq = 常见问题
