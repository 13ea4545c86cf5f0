using Hub.Adapters.Soap.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>How one caller is answered: version and encoding of its request, RelatesTo, the hub's signature.</summary>
internal sealed class DoorAnswer(HttpContext http, TimeProvider time, AnswerSeal? seal)
{
    /// <summary>Version that the answer is in; that of the transport until an envelope was read.</summary>
    public SoapVersion Version { get; set; }

    /// <summary>Encoding that the answer is in.</summary>
    public string Encoding { get; set; } = "UTF-8";

    /// <summary>wsa:MessageID of the request.</summary>
    public string? RelatesTo { get; set; }

    /// <summary>Gives a payload: a fault if it is one, else as it is.</summary>
    public async Task GiveAsync(ReadOnlyMemory<byte> payload)
    {
        var fault = HubFault.In(payload.Span);
        var content = fault is null ? payload : EnvelopeWriter.Fault(Version, fault);
        var bytes = EnvelopeWriter.Write(Version, content.Span, Encoding, RelatesTo, seal, time.GetUtcNow());
        http.Response.StatusCode = Status(fault);
        var type = Version == SoapVersion.V11 ? "text/xml" : "application/soap+xml";
        http.Response.ContentType = type + "; charset=" + (Encoding is "GBK" or "GB18030" ? Encoding : "utf-8");
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }

    // SOAP 1.1 6.2: every fault is a 500. SOAP 1.2 part 2, 7.5.2: env:Sender is a 400.
    private int Status(HubFault? fault) => fault switch
    {
        null => StatusCodes.Status200OK,
        { Party: SoapParty.Sender } when Version == SoapVersion.V12 => StatusCodes.Status400BadRequest,
        _ when fault.Code == SoapErrorCodes.Overloaded.Code => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
