"""Which methods of the Bot API this double knows, by their lower-case names."""

from tests.fakes.telegram_server import inline, knowing, media, pinning, presenting, sending
from tests.fakes.telegram_server.sending import Method

METHODS: dict[str, Method] = {
    function.__name__.replace("_", ""): function
    for function in (
        inline.answer_inline_query,
        knowing.answer_callback_query,
        knowing.get_chat,
        knowing.get_chat_administrators,
        knowing.get_chat_member,
        knowing.get_file,
        knowing.get_me,
        knowing.leave_chat,
        knowing.send_chat_action,
        knowing.set_message_reaction,
        media.edit_message_caption,
        media.edit_message_media,
        media.send_document,
        media.send_photo,
        pinning.pin_chat_message,
        presenting.delete_my_commands,
        presenting.get_chat_menu_button,
        presenting.get_my_commands,
        presenting.get_my_description,
        presenting.get_my_short_description,
        presenting.set_chat_menu_button,
        presenting.set_my_commands,
        presenting.set_my_description,
        presenting.set_my_short_description,
        pinning.unpin_all_chat_messages,
        pinning.unpin_chat_message,
        sending.copy_message,
        sending.delete_message,
        sending.edit_message_reply_markup,
        sending.edit_message_text,
        sending.forward_message,
        sending.send_message,
        sending.send_message_draft,
    )
}
"""Names are not case-sensitive (Query.cpp makes them lower-case)."""
