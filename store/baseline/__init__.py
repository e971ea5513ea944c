"""The opening balance: arrangements known before the first night, with their sources and doubts."""
