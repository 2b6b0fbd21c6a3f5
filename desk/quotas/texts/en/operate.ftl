operate-page-quotas = Usage
