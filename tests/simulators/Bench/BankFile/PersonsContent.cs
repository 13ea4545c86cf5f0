using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Demo.Payments;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>A list of payments to persons as the bureau hands it in, CSV in GB18030, made while it is sent.</summary>
internal sealed class PersonsContent : HttpContent
{
    private const string Header = "serial,party,holder,personName,account,bankName,lineNumber,amount,purpose,memo\r\n";
    private const int BufferBytes = 1 << 17;
    private readonly Reimbursements _payments;

    /// <summary>Makes the body of a request.</summary>
    public PersonsContent(Reimbursements payments)
    {
        _payments = payments;
        Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv; charset=gb18030");
    }

    /// <summary>Writes the list.</summary>
    public static async Task WriteAsync(Stream stream, Reimbursements payments)
    {
        await using var text = new StreamWriter(stream, Gb18030.Strict, BufferBytes, leaveOpen: true);
        await text.WriteAsync(Header);
        var line = new StringBuilder();
        foreach (Reimbursement one in payments.All)
        {
            line.Clear().Append(CultureInfo.InvariantCulture, $"{one.Serial},{one.Person},{one.Name},{one.Name},{one.Account},示例银行城东支行,")
                .Append(CultureInfo.InvariantCulture, $"{DemoBanks.LineNumber},{Fen.Text(one.Fen)},REIM,零星报销\r\n");
            await text.WriteAsync(line);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, _payments);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
