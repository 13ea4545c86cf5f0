using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Canonical;

namespace Hub.Console.Persons;

/// <summary>
/// Reads a list of payments to persons (零星报销): CSV with a header, UTF-8 or GB18030, streamed. Every line is checked before anything is
/// taken, and every problem is told with its line, so that a list is mended once and not line by line.
/// </summary>
internal sealed class PersonsReader(ConsoleOptions options)
{
    /// <summary>Problems that are told; reading stops with the last.</summary>
    internal const int ProblemsMax = 100;

    private const int LineCharactersMax = 4000;
    private const long FenMax = 999_999_999_999_99;
    private const int SerialCharactersMax = 35;
    private const int SharedTextsMax = 10_000;

    private readonly List<LineProblem> errors = [];
    private readonly List<LineProblem> warnings = [];
    private readonly HashSet<string> serials = new(StringComparer.Ordinal);
    private readonly HashSet<string> repeated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);
    private int warningCount;
    private int lineNumber;

    /// <summary>Encoding of a charset parameter, strict: a byte that is no character is an error and never replaced. Null: not one of ours.</summary>
    internal static Encoding? EncodingOf(string? charset) => charset?.Trim('"').ToUpperInvariant() switch
    {
        null or "" or "UTF-8" or "UTF8" => new UTF8Encoding(false, throwOnInvalidBytes: true),
        "GB18030" or "GBK" or "GB2312" =>
            CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => null,
    };

    internal async Task<PersonsReading> ReadAsync(Stream content, Encoding encoding, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hashed = new HashedStream(content, hash);
        var lines = new List<PaymentLine>();
        using var reader = new StreamReader(hashed, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
        try
        {
            await ReadLinesAsync(new BoundedLines(reader, LineCharactersMax), lines, cancellationToken).ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            Error("", "has bytes that are no characters of the charset", "send the charset the file was saved in: utf-8 or gb18030");
        }
        catch (InvalidDataException)
        {
            lineNumber++;
            Error("", string.Create(CultureInfo.InvariantCulture, $"is longer than {LineCharactersMax} characters"), "end each line with a line end");
        }

        return new PersonsReading(lines, Convert.ToHexStringLower(hash.GetHashAndReset()), errors, warnings, warningCount);
    }

    private async Task ReadLinesAsync(BoundedLines source, List<PaymentLine> lines, CancellationToken cancellationToken)
    {
        var values = new List<string>();
        if (await HeaderAsync(source, values, cancellationToken).ConfigureAwait(false) is not { } columns)
        {
            return;
        }

        while (await source.NextAsync(cancellationToken).ConfigureAwait(false) is { } text)
        {
            lineNumber++;
            if (lines.Count == options.PersonsLinesMax)
            {
                Error("", string.Create(CultureInfo.InvariantCulture, $"the list has more than {options.PersonsLinesMax} lines"), "hand it in in parts");
                return;
            }

            var before = errors.Count;
            var line = Cut(text.Span, columns, values) ? Line(columns, values, lines.Count + 1) : null;
            if (line is not null && errors.Count == before)
            {
                lines.Add(line);
            }

            if (errors.Count >= ProblemsMax)
            {
                return;
            }
        }

        if (lines.Count == 0 && errors.Count == 0)
        {
            Error("", "the list has no line", "write one payment a line under the header");
        }
    }

    private async Task<PersonsColumns?> HeaderAsync(BoundedLines source, List<string> values, CancellationToken cancellationToken)
    {
        lineNumber = 1;
        var header = await source.NextAsync(cancellationToken).ConfigureAwait(false);
        var text = header is { } first && first.Span is ['\uFEFF', ..] ? first[1..] : header;
        if (text is not { Length: > 0 } named || !CsvLine.TryCut(named.Span, values))
        {
            Error("", "is no header", "begin with a line of column names");
            return null;
        }

        return PersonsColumns.Read(values, errors);
    }

    private bool Cut(ReadOnlySpan<char> text, PersonsColumns columns, List<string> values)
    {
        if (text.IsEmpty)
        {
            return Error("", "is empty", "remove it");
        }

        if (!CsvLine.TryCut(text, values))
        {
            return Error("", "has a quote in the wrong place", "enclose a value with quotes or commas in quotes and double the quotes inside");
        }

        return values.Count == columns.Count
            || Error(
                "", string.Create(CultureInfo.InvariantCulture, $"has {values.Count} values, the header {columns.Count}"), "write one value for each column");
    }

    private PaymentLine? Line(PersonsColumns columns, List<string> values, int number)
    {
        var serial = columns.Of(values, PersonsColumns.Serial);
        var repeats = columns.Of(values, PersonsColumns.Repeats);
        var holder = columns.Of(values, PersonsColumns.Holder);
        var account = columns.Of(values, PersonsColumns.Account);
        var bankLine = columns.Of(values, PersonsColumns.LineNumber);
        CheckSerials(serial, repeats);
        CheckText(PersonsColumns.Party, columns.Of(values, PersonsColumns.Party), 1, 30);
        CheckText(PersonsColumns.Holder, holder, 1, 60);
        CheckText(PersonsColumns.BankName, columns.Of(values, PersonsColumns.BankName), 0, 60);
        CheckText(PersonsColumns.Purpose, columns.Of(values, PersonsColumns.Purpose), 0, 8);
        CheckText(PersonsColumns.Memo, columns.Of(values, PersonsColumns.Memo), 0, 60);
        CheckName(holder, columns.Of(values, PersonsColumns.PersonName));
        CheckAccount(account);
        CheckLineNumber(bankLine);
        var fen = Fen(columns.Of(values, PersonsColumns.Amount));
        return fen is not { } amount ? null : new PaymentLine
        {
            Number = number,
            Serial = serial,
            RepeatsSerial = repeats.Length == 0 ? null : repeats,
            Party = columns.Of(values, PersonsColumns.Party),
            Payee = new BankAccount
            {
                Number = account, Holder = holder, BankName = Shared(columns.Of(values, PersonsColumns.BankName)),
                LineNumber = bankLine.Length == 0 ? null : Shared(bankLine),
            },
            Amount = new Money(amount),
            Purpose = Shared(columns.Of(values, PersonsColumns.Purpose)),
            Memo = Shared(columns.Of(values, PersonsColumns.Memo)),
        };
    }

    private void CheckSerials(string serial, string repeats)
    {
        if (!IsSerial(serial))
        {
            Error(PersonsColumns.Serial, "is not 1 to 35 letters, digits, '-' or '_'", "give the payment a serial of its own");
        }
        else if (!serials.Add(serial))
        {
            Error(PersonsColumns.Serial, "stands in the list before", "give each payment a serial of its own");
        }

        if (repeats.Length == 0)
        {
            return;
        }

        if (!IsSerial(repeats) || repeats == serial)
        {
            Error(PersonsColumns.Repeats, "is not the serial of another payment", "write the serial of the failed payment");
        }
        else if (!repeated.Add(repeats))
        {
            Error(PersonsColumns.Repeats, "is repeated in the list before", "repeat a payment once");
        }
    }

    private void CheckName(string holder, string person)
    {
        if (person.Length == 0)
        {
            Error(PersonsColumns.PersonName, "is missing", "write the name of the person entitled");
        }
        else if (holder.Length > 0 && !AccountRules.AreOneName(holder, person))
        {
            Say(options.PersonsNameCheck, PersonsColumns.Holder, "is not the person entitled", "pay to an account of the person, or have the reason approved");
        }
    }

    private void CheckAccount(string account)
    {
        if (account.Length is 0 or > 34 || !account.All(char.IsAsciiLetterOrDigit))
        {
            Error(PersonsColumns.Account, "is not 1 to 34 digits or letters", "write the number without spaces; keep a spreadsheet from rounding it");
        }
        else if (AccountRules.IsCard(account) && !AccountRules.SatisfiesLuhn(account))
        {
            Say(options.PersonsCardCheck, PersonsColumns.Account, "has not the check digit of a card", "compare it with the card");
        }
    }

    private void CheckLineNumber(string number)
    {
        if (number.Length == 0)
        {
            return;
        }

        var fault = BankLineNumber.Check(number);
        if (fault == IdentifierFault.CheckDigit)
        {
            Say(options.PersonsLineNumberCheck, PersonsColumns.LineNumber, "has not the check digit of a bank line number", "compare it with the bank's list");
        }
        else if (fault != IdentifierFault.None)
        {
            Error(PersonsColumns.LineNumber, "is not 12 digits", "write the bank's line number, or leave it empty");
        }
    }

    private void CheckText(string column, string text, int least, int most)
    {
        if (text.Length < least || text.Length > most)
        {
            Error(column, string.Create(CultureInfo.InvariantCulture, $"is not {least} to {most} characters long"), "mend it");
        }
        else if (text.Any(c => char.IsControl(c) || c is '\uFFFD' || char.GetUnicodeCategory(c) == UnicodeCategory.Format))
        {
            Error(column, "has characters that cannot be seen", "write it anew by hand");
        }
    }

    // Digits and a point only: what a spreadsheet makes of amounts (1,234.5, 1.2E+3) is refused, not guessed.
    private long? Fen(string amount)
    {
        var point = amount.IndexOf('.', StringComparison.Ordinal);
        var yuan = point < 0 ? amount : amount[..point];
        var cents = point < 0 ? "" : amount[(point + 1)..];
        var isNumber = yuan.Length is > 0 and <= 12 && yuan.All(char.IsAsciiDigit) && cents.All(char.IsAsciiDigit)
            && (point < 0 || cents.Length is 1 or 2);
        var fen = isNumber
            ? long.Parse(yuan, CultureInfo.InvariantCulture) * 100 + (cents.Length == 0 ? 0 : long.Parse(cents.PadRight(2, '0'), CultureInfo.InvariantCulture))
            : 0;
        if (fen is > 0 and <= FenMax)
        {
            return fen;
        }

        Error(PersonsColumns.Amount, "is not an amount in yuan above zero with at most two decimals", "write it like 1234.56");
        return null;
    }

    private static bool IsSerial(string text) =>
        text.Length is > 0 and <= SerialCharactersMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // A million lines name few banks and purposes: each text is kept once.
    private string Shared(string text)
    {
        if (shared.TryGetValue(text, out var kept))
        {
            return kept;
        }

        if (shared.Count < SharedTextsMax)
        {
            shared.Add(text, text);
        }

        return text;
    }

    private void Say(ListCheck meaning, string column, string rule, string fix)
    {
        if (meaning == ListCheck.Error)
        {
            Error(column, rule, fix);
            return;
        }

        warningCount++;
        if (warnings.Count < ProblemsMax)
        {
            warnings.Add(new LineProblem(lineNumber, column, rule, fix));
        }
    }

    private bool Error(string column, string rule, string fix)
    {
        if (errors.Count < ProblemsMax)
        {
            errors.Add(new LineProblem(lineNumber, column, rule, fix));
        }

        return false;
    }
}
