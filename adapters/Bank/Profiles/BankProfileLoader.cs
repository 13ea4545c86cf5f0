using System.Globalization;
using System.Text.Json;

namespace Hub.Adapters.Bank.Profiles;

/// <summary>A profile that breaks a rule; the text names file, member and rule. Raised at start-up only.</summary>
public sealed class BankProfileException(string file, string member, string rule)
    : Exception($"{file}: {member}: {rule}");

/// <summary>Loads and checks profiles. Shipped ones are embedded.</summary>
public static class BankProfileLoader
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Names of the shipped profiles.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } = ["iso20022", "text-delimited", "text-fixed"];

    /// <summary>A shipped profile by name.</summary>
    /// <exception cref="BankProfileException">There is none of that name.</exception>
    public static BankProfile Shipped(string name) => Load(name + ".json", Text(name) ?? throw new BankProfileException(name, "name", "is no shipped profile"));

    /// <summary>Checks and builds a profile from its JSON text. <paramref name="file"/> names it in errors.</summary>
    /// <exception cref="BankProfileException">A member is unknown, missing or out of range.</exception>
    public static BankProfile Load(string file, string json)
    {
        var own = Parse(file, json);
        if (own.Extends is null)
        {
            return new Check(file, own, own).Build();
        }

        var parent = ShippedNames.Contains(own.Extends) ? own.Extends
            : throw new BankProfileException(file, "extends", "must be one of " + string.Join(", ", ShippedNames));
        return new Check(file, own, Parse(parent + ".json", Text(parent)!)).Build();
    }

    private static string? Text(string name)
    {
        using var stream = typeof(BankProfileLoader).Assembly.GetManifestResourceStream($"Hub.Adapters.Bank.Profiles.{name}.json");
        if (stream is null)
        {
            return null;
        }

        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    private static ProfileFile Parse(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ProfileFile>(json, Json) ?? throw new BankProfileException(file, "(root)", "must be an object");
        }
        catch (JsonException exception)
        {
            throw new BankProfileException(file, exception.Path ?? "(root)", exception.Message);
        }
    }

    private sealed class Check(string file, ProfileFile own, ProfileFile parent)
    {
        private readonly string _file = file;
        private readonly ProfileFile _own = own;
        private readonly ProfileFile _parent = parent;

        public BankProfile Build() => new()
        {
            Name = _own.Name is { Length: > 0 } name ? name : throw Wrong("name", "required"),
            Family = Word("family", p => p.Family, BankFileFamily.Iso20022, BankFileFamily.Delimited, BankFileFamily.Fixed),
            Separator = Text(p => p.Separator) is { Length: 1 } separator && "|!^~;,".Contains(separator, StringComparison.Ordinal) ? separator[0]
                : throw Wrong("separator", "must be one of | ! ^ ~ ; ,"),
            IsCrLf = Choice("lineEnd", p => p.LineEnd, "crlf", "lf"),
            IsInFen = Choice("amounts", p => p.Amounts, "fen", "yuan"),
            LetterAccounts = Flag("letterAccounts", p => p.LetterAccounts),
            CardCheckDigit = Word("cardCheckDigit", p => p.CardCheckDigit, BankCheck.Off, BankCheck.Warn, BankCheck.Refuse),
            LineNumberCheckDigit = Word("lineNumberCheckDigit", p => p.LineNumberCheckDigit, BankCheck.Off, BankCheck.Warn, BankCheck.Refuse),
            AnswersEveryPayment = Flag("answersEveryPayment", p => p.AnswersEveryPayment),
            HasControlFiles = Flag("controlFiles", p => p.ControlFiles),
            LineBytesMax = Range("lineBytesMax", p => p.LineBytesMax, 512, 65_536),
            TextBytesMax = Range("textBytesMax", p => p.TextBytesMax, 60, 4_096),
            DepthMax = Range("depthMax", p => p.DepthMax, 16, 64),
            TextCharsMax = Range("textCharsMax", p => p.TextCharsMax, 512, 65_536),
        };

        private BankProfileException Wrong(string member, string rule) => new(_file, member, rule);

        private string? Text(Func<ProfileFile, string?> member) => member(_own) ?? member(_parent);

        private bool Flag(string name, Func<ProfileFile, bool?> member) => member(_own) ?? member(_parent) ?? throw Wrong(name, "must be true or false");

        private bool Choice(string name, Func<ProfileFile, string?> member, string yes, string no) =>
            Text(member) is var word && word == yes ? true : word == no ? false : throw Wrong(name, $"must be {yes} or {no}");

        private T Word<T>(string name, Func<ProfileFile, string?> member, params T[] words)
            where T : struct, Enum
        {
            var text = Text(member);
            foreach (var word in words)
            {
                if (string.Equals(text, word.ToString(), StringComparison.OrdinalIgnoreCase))
                {
                    return word;
                }
            }

            throw Wrong(name, "must be one of " + string.Join(", ", words));
        }

        private int Range(string name, Func<ProfileFile, int?> member, int low, int high) =>
            (member(_own) ?? member(_parent)) is { } value && value >= low && value <= high
                ? value
                : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"must be {low} to {high}"));
    }
}
