using System.Globalization;
using Hub.Adapters.Bank.Profiles;
using Hub.Adapters.Bank.Wire.Text;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Translation;

/// <summary>What a bank's profile has against a payment (nhsa.md D2.3, "on send"). Every objection is found at once, so that a person mends them in one go.</summary>
internal sealed class PaymentChecks(BankProfile profile, FileLimits limits, BankAccount payer, string bankTypeCode)
{
    private const int SerialMax = 35;
    private const int AccountMax = 34;
    private const int IsoNameMax = 140;
    private const int IsoPurposeMax = 35;
    private readonly BankProfile _profile = profile;
    private readonly FileLimits _limits = limits;
    private readonly BankAccount _payer = payer;
    private readonly string _bankTypeCode = bankTypeCode;

    public IReadOnlyList<PaymentObjection> Check(PaymentLine line, PaymentKind kind)
    {
        var found = new List<PaymentObjection>();
        if (line.Serial.Length is 0 or > SerialMax || line.Serial.AsSpan().ContainsAnyExceptInRange('!', '~') || HasSeparator(line.Serial))
        {
            Add(found, line.Serial.Length == 0 ? BankErrorCodes.TextMissing : line.Serial.Length > SerialMax ? BankErrorCodes.TextTooWide : BankErrorCodes.TextForbidden, "serial");
        }

        if (kind == PaymentKind.Collect && _profile.Family == BankFileFamily.Iso20022)
        {
            Add(found, BankErrorCodes.KindByIso, "kind");
        }

        Amount(found, line.Amount);
        Account(found, line.Payee.Number, kind);
        Text(found, "payee.holder", line.Payee.Holder, "payee name", IsoNameMax, isNeeded: true);
        Text(found, "payee.bankName", line.Payee.BankName, "payee bank name", IsoNameMax, isNeeded: false);
        LineNumber(found, line.Payee);
        Text(found, "purpose", line.Purpose, "purpose", IsoPurposeMax, isNeeded: false);
        Text(found, "memo", line.Memo, "memo", IsoNameMax, isNeeded: false);
        return found;
    }

    private static void Add(List<PaymentObjection> found, BankError error, string field, string detail = "", BankCheck check = BankCheck.Refuse)
    {
        if (check != BankCheck.Off)
        {
            found.Add(new(field, $"{error.Code} {error.Rule}{(detail.Length == 0 ? "" : " (" + detail + ")")}", error.Fix, check == BankCheck.Refuse));
        }
    }

    private static bool SatisfiesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }

    private void Amount(List<PaymentObjection> found, Money amount)
    {
        if (amount.Fen <= 0)
        {
            Add(found, BankErrorCodes.AmountZero, "amount");
        }
        else if (amount.Fen > _limits.LineFenMax)
        {
            Add(found, BankErrorCodes.AmountLimit, "amount");
        }
    }

    private void Account(List<PaymentObjection> found, string number, PaymentKind kind)
    {
        var isDigits = number.Length > 0 && !number.AsSpan().ContainsAnyExceptInRange('0', '9');
        if (number.Length is 0 or > AccountMax || !(isDigits || (_profile.LetterAccounts && number.All(char.IsAsciiLetterOrDigit))))
        {
            Add(found, BankErrorCodes.AccountForm, "payee.number");
        }
        else if (kind is PaymentKind.PayPerson or PaymentKind.Refund && isDigits && number.Length is >= 16 and <= 19 && !SatisfiesLuhn(number))
        {
            // Refunds go to persons and to employers, whose accounts satisfy no check: there it stays a warning.
            Add(found, BankErrorCodes.CardCheckDigit, "payee.number", "", kind == PaymentKind.PayPerson || _profile.CardCheckDigit == BankCheck.Off ? _profile.CardCheckDigit : BankCheck.Warn);
        }
    }

    private void LineNumber(List<PaymentObjection> found, BankAccount payee)
    {
        if (string.IsNullOrEmpty(payee.LineNumber))
        {
            if (!SameBank.Is(payee, _payer, _bankTypeCode))
            {
                Add(found, BankErrorCodes.LineNumberNeeded, "payee.lineNumber");
            }

            return;
        }

        switch (BankLineNumber.Check(payee.LineNumber))
        {
            case IdentifierFault.None:
                break;
            case IdentifierFault.CheckDigit:
                Add(found, BankErrorCodes.LineNumberCheckDigit, "payee.lineNumber", "", _profile.LineNumberCheckDigit);
                break;
            default:
                Add(found, BankErrorCodes.LineNumberForm, "payee.lineNumber");
                break;
        }
    }

    private void Text(List<PaymentObjection> found, string field, string text, string column, int isoMax, bool isNeeded)
    {
        if (text.Length == 0)
        {
            if (isNeeded)
            {
                Add(found, BankErrorCodes.TextMissing, field);
            }

            return;
        }

        if (text[0] == ' ' || text[^1] == ' ')
        {
            Add(found, BankErrorCodes.TextEdges, field);
        }

        if (text.Any(unit => char.IsControl(unit) || unit is '\uFFFE' or '\uFFFF') || HasSeparator(text))
        {
            Add(found, BankErrorCodes.TextForbidden, field);
        }

        var bytes = new byte[Gb18030.BytesMax(text.Length)];
        if (!Gb18030.TryEncode(text, bytes, out var length))
        {
            Add(found, BankErrorCodes.NotEncodable, field);
        }
        else if (_profile.Family == BankFileFamily.Iso20022)
        {
            Width(found, field, text.Length, isoMax, "characters");
        }
        else
        {
            Width(found, field, length, _profile.Family == BankFileFamily.Fixed ? WidthOf(column) : _profile.TextBytesMax, "bytes");
        }
    }

    private static int WidthOf(string column) => Shapes.PaymentRow.Columns.First(c => c.Name == column).Width;

    private static void Width(List<PaymentObjection> found, string field, int length, int max, string unit)
    {
        if (length > max)
        {
            Add(found, BankErrorCodes.TextTooWide, field, string.Create(CultureInfo.InvariantCulture, $"{length} {unit} instead of at most {max}"));
        }
    }

    private bool HasSeparator(string text) => _profile.Family == BankFileFamily.Delimited && text.Contains(_profile.Separator, StringComparison.Ordinal);
}
