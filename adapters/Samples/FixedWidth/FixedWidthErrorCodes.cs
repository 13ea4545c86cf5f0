namespace Hub.Adapters.Samples.FixedWidth;

/// <summary>One error of this door.</summary>
/// <param name="Code">Unique in the system.</param>
/// <param name="RetryHelps">True when the same bytes may pass later.</param>
/// <param name="Rule">What was not as it must be.</param>
/// <param name="Fix">What to do.</param>
public sealed record FixedWidthError(string Code, bool RetryHelps, string Rule, string Fix);

/// <summary>Every error, in the order in which a file meets the checks.</summary>
public static class FixedWidthErrorCodes
{
    public static readonly FixedWidthError TooLarge = new("FXW-1001", false, "A file has a limited size (FileBytesMax).", "Send fewer lines a file.");
    public static readonly FixedWidthError NotProven = new("FXW-1101", false,
        "x-hub-key-id and x-hub-signature (Base64, over the exact bytes) prove the sender.", "Sign with the registered key.");
    public static readonly FixedWidthError NotUtf8 = new("FXW-1201", false, "A file is UTF-8.", "Export it as UTF-8.");
    public static readonly FixedWidthError Record = new("FXW-1202", false, "A record has its type, its columns and its place (H V D L T).", "See the layout.");
    public static readonly FixedWidthError Column = new("FXW-1203", false, "A column holds what the layout says.", "Correct the column named.");
    public static readonly FixedWidthError Count = new("FXW-1204", false, "T states the number of records before it.", "Send the whole file.");
    public static readonly FixedWidthError OtherSender = new("FXW-1301", false, "A file is signed by the institution it names.", "Check the H record.");
    public static readonly FixedWidthError Conflict = new("FXW-2001", false, "A message id belongs to one content for ever.", "Give the new file a new id.");
    public static readonly FixedWidthError Pending = new("FXW-2002", true, "The outcome is not known yet.", "Send the same bytes again; do not settle anew.");
    public static readonly FixedWidthError Busy = new("FXW-9001", true, "The hub takes nothing at the moment; nothing was kept.", "Send the same bytes later.");
}
