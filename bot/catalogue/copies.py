"""What `zixue backup`, `restore` and `migrate` say, and why they refuse."""

from bot.catalogue.phrase import Language, Phrase, Phrases
from knowledge.errors import CopyRefused


class Copies(Phrases):
    """Their words; those of a refusal have its name."""

    BACKED_UP = Phrase(
        "已备份到 {file}（{size}）。里面有群里的问答，请妥善保管。",
        "Backed up to {file} ({size}). The group's questions are in it: keep it private.",
    )
    RESTORED = Phrase("已从 {file} 恢复。", "Restored from {file}.")
    MIGRATED = Phrase(
        "已复制到 PostgreSQL，条数和校验值都相符。请把 ZIXUE_DATABASE_URL 设为 --to 后面的地址，再启动机器人。",
        "Copied to PostgreSQL; counts and hashes agree. Set ZIXUE_DATABASE_URL to the address after --to, "
        "then start the bot.",
    )
    MIGRATED_TO_FILE = Phrase(
        "已复制到 {folder}，条数和校验值都相符。"
        "请把 ZIXUE_DATA_DIR 设为 {folder}，去掉 ZIXUE_DATABASE_URL，再启动机器人。",
        "Copied to {folder}; counts and hashes agree. Set ZIXUE_DATA_DIR to {folder} and remove ZIXUE_DATABASE_URL, "
        "then start the bot.",
    )

    NO_LIBRARY = Phrase(
        "{where} 不存在：这里还没有资料库，请检查 ZIXUE_DATA_DIR。",
        "{where} is not there: there is no library yet; check ZIXUE_DATA_DIR.",
    )
    NOT_EMPTY = Phrase(
        "目标资料库不是空的，什么都没有改动。请换一个空的；zixue restore 加上 --replace 会替换原有内容。",
        "The target library is not empty, and was left as it is. Take an empty one; zixue restore --replace puts the "
        "backup in its place.",
    )
    IN_USE = Phrase(
        "有进程正在使用这个资料库（{where}）。请先停掉机器人；如果它是被强行终止的，等一分钟再试。",
        "Something is using this library ({where}). Stop the bot first; if it was killed, try again in a minute.",
    )
    NUL = Phrase(
        "{where} 的文字里有 NUL 字符（U+0000），PostgreSQL 存不了。请去掉它，再试一次。",
        "The text in {where} holds a NUL character (U+0000), which PostgreSQL cannot keep. Remove it, then try again.",
    )
    DIFFERS = Phrase(
        "{where} 表复制后与原来的不一致，已全部撤销。请检查目标数据库。",
        "What arrived in the table {where} is not what was sent; nothing was kept. Check the target database.",
    )
    FILE_EXISTS = Phrase(
        "{where} 已经存在，没有改动；要覆盖一个备份文件请加 --force。",
        "{where} is there already, and was left as it is; --force replaces a backup.",
    )
    IS_THE_LIBRARY = Phrase(
        "{where} 就是正在使用的资料库，请把备份写到别处。", "{where} is the library itself: write the backup elsewhere."
    )
    BEING_WRITTEN = Phrase("另一个备份正在写 {where}。", "Another backup to {where} is being written.")
    NOT_WRITABLE = Phrase("备份写不进去：{where}。", "The backup cannot be written: {where}.")
    NOT_READABLE = Phrase("备份读不了：{where}。", "The backup cannot be read: {where}.")
    NO_BACKUP = Phrase("{where} 不是 Zixue 的备份。", "{where} is no backup of Zixue's.")
    DAMAGED = Phrase(
        "{where} 损坏了，什么都没有改动。请换一个更早的备份。",
        "{where} is damaged; nothing was changed. Take another backup.",
    )
    NEWER = Phrase(
        "{where} 是更新版本的 Zixue 写的，请先升级程序。",
        "A newer version of Zixue wrote {where}: upgrade the program first.",
    )
    NO_TARGET = Phrase(
        "打不开目标数据库，请检查 --to 后面的地址、网络和权限。",
        "The target database cannot be opened: check the address after --to, the network and the permissions.",
    )
    NEWER_TARGET = Phrase(
        "目标数据库是更新版本的 Zixue 写的，请先升级程序。",
        "A newer version of Zixue wrote the target database: upgrade the program first.",
    )


def copy_refusal(refused: CopyRefused, language: Language) -> str:
    """The sentence for a refusal; what a terminal would not show of a name is replaced."""
    where = "".join(character if character.isprintable() else "\ufffd" for character in refused.where)
    return Copies[refused.refusal.name].say(language, **({"where": where} if where else {}))
