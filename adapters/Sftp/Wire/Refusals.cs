using System.Text;

namespace Hub.Adapters.Sftp.Wire;

/// <summary>SSH_FXP_STATUS (draft section 7) as an exception.</summary>
internal static class Refusals
{
    private const int WordsMax = 200;

    /// <summary>The exception for a status that is not OK.</summary>
    /// <param name="request">What was asked, ready to show.</param>
    public static SftpException From(Answer answer, string request)
    {
        var fields = answer.Expect(PacketType.Status);
        var code = fields.Number();
        var words = fields.AtEnd ? [] : fields.Bytes();
        return With(Status(code, words), request, SftpName.Show(words, WordsMax));
    }

    public static SftpException With(SftpStatus status, string request, string words) =>
        new(status, words.Length == 0 ? $"{request}: {status}" : $"{request}: {status} ({words})");

    // Version 3 has one number for all kinds of failure; some servers use the numbers of later drafts, some say it in words.
    private static SftpStatus Status(uint code, ReadOnlySpan<byte> words) => code switch
    {
        2 or 10 => SftpStatus.NoSuchFile,
        3 or 12 => SftpStatus.PermissionDenied,
        5 => SftpStatus.BadMessage,
        8 => SftpStatus.Unsupported,
        11 => SftpStatus.AlreadyExists,
        14 => SftpStatus.NoSpace,
        15 => SftpStatus.QuotaExceeded,
        4 => FromWords(Encoding.ASCII.GetString(words[..Math.Min(words.Length, WordsMax)])),
        _ => SftpStatus.Failure,
    };

    private static SftpStatus FromWords(string words) =>
        Says(words, "quota") ? SftpStatus.QuotaExceeded
        : Says(words, "no space") || Says(words, "disk full") ? SftpStatus.NoSpace
        : Says(words, "file exists") || Says(words, "already exists") ? SftpStatus.AlreadyExists
        : SftpStatus.Failure;

    private static bool Says(string words, string phrase) => words.Contains(phrase, StringComparison.OrdinalIgnoreCase);
}
