"""Does search find the provisions that answer a question, and nothing for what no document answers?"""
