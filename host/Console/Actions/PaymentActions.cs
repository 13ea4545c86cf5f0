using System.Globalization;
using Hub.Canonical;
using Hub.Console.Officers;
using Hub.Console.Serving;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Console.Actions;

/// <summary>
/// What officers do to money, from a form or from a program alike: the fields are read, the book acts and writes its audit entry with the
/// officer's id, which no request can choose.
/// </summary>
internal sealed class PaymentActions(IPaymentBook book, IPaymentDelivery delivery, ILogger<PaymentActions> logger)
{
    private const int InstitutionsMax = 1000;

    internal Task<ClearingReport> ClearAsync(ConsoleCall call)
    {
        var fields = call.Fields;
        var through = fields.Day("through");
        var institutions = fields.Texts("institutions", InstitutionsMax, 12);
        return book.ClearAsync(through, institutions.Count == 0 ? null : institutions, Read(call), call.Aborted);
    }

    internal Task<IReadOnlyList<SealedFile>> SealAsync(ConsoleCall call)
    {
        var fields = call.Fields;
        var bank = fields.Text("bank", 32, "write the bank's name as in the partner registry");
        var kind = fields.Choice<PaymentKind>("kind");
        var through = fields.Day("through");
        var requestedOn = fields.Day("requestedOn");
        return book.SealAsync(bank, kind, through, requestedOn, Read(call), call.Aborted);
    }

    internal async Task<SealedFile> ReleaseAsync(ConsoleCall call)
    {
        var file = await book.ReleaseAsync(call.Route("id"), Read(call), call.Aborted).ConfigureAwait(false);
        try
        {
            // The release is committed: whoever asked may be gone, the file goes all the same.
            await delivery.StartAsync(file, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is: the release stands, the sweeper starts what was not started, and the officer must not release again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ConsoleLog.DeliveryNotStarted(logger, e, file.Id);
        }

        return file;
    }

    internal async Task<(string Party, int Version)> ProposePayeeAsync(ConsoleCall call)
    {
        var fields = call.Fields;
        var party = fields.Text("party", 12, "write the institution's code of 12 characters");
        var account = new BankAccount
        {
            Number = fields.Text("account", 34, "write the account number"),
            Holder = fields.Text("holder", 60, "write the holder as the bank has it"),
            BankName = fields.OptionalText("bankName", 60),
            LineNumber = fields.OptionalText("lineNumber", BankLineNumber.Length) is { Length: > 0 } number ? number : null,
        };
        if (account.Number.Length > 0 && !account.Number.All(char.IsAsciiLetterOrDigit))
        {
            fields.Problem("account", "has other characters than digits and letters", "write it without spaces and dashes");
        }

        if (account.LineNumber is { } line && BankLineNumber.Check(line) is IdentifierFault.Length or IdentifierFault.Character)
        {
            fields.Problem("lineNumber", "is not 12 digits", "write the bank's line number, or leave it out");
        }

        return (party, await book.ProposePayeeAsync(party, account, Read(call), call.Aborted).ConfigureAwait(false));
    }

    internal async Task<(string Party, int Version)> ApprovePayeeAsync(ConsoleCall call)
    {
        var party = call.Route("party");
        var isNumber = int.TryParse(call.Route("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        if (!isNumber)
        {
            call.Fields.Problem("version", "is not a number", "write the version of the proposal");
        }

        await book.ApprovePayeeAsync(party, version, Read(call), call.Aborted).ConfigureAwait(false);
        return (party, version);
    }

    internal async Task<(string Serial, string Again)> RepeatAsync(ConsoleCall call)
    {
        var serial = call.Fields.Text("serial", 35, "write the serial of the failed payment");
        return (serial, await book.RepeatAsync(serial, Read(call), call.Aborted).ConfigureAwait(false));
    }

    internal async Task<(DateOnly Day, IReadOnlyList<DayResult> Results)> ReconcileAsync(ConsoleCall call)
    {
        var day = call.Fields.Day("day");
        return (day, await book.ReconcileAsync(day, Read(call), call.Aborted).ConfigureAwait(false));
    }

    /// <summary>Who and why, after everything else was read: from here on the fields hold.</summary>
    private static Act Read(ConsoleCall call)
    {
        var act = new Act(call.Officer.Id, call.Fields.Reason());
        call.Fields.RefuseUnknown();
        call.Fields.ThrowIfWrong();
        return act;
    }
}
