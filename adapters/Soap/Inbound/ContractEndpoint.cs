using Hub.Adapters.Soap.Wire.Contract;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>
/// Serves the contract: <c>?wsdl</c> and <c>?xsd=hub.xsd</c>. The addresses in it are those under which the caller reached us, or the public one.
/// </summary>
internal sealed class ContractEndpoint(SoapOptions options)
{
    public Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        var address = options.PublicAddress.Length > 0 ? options.PublicAddress.TrimEnd('/') : request.Scheme + "://" + request.Host.Value;
        address += request.PathBase + request.Path;
        var isLegacy = request.Path.Value?.EndsWith(".asmx", StringComparison.OrdinalIgnoreCase) == true;
        var keys = request.Query.Keys;
        string? text = null;
        if (keys.Contains("wsdl", StringComparer.OrdinalIgnoreCase) || request.QueryString.Value?.Equals("?wsdl", StringComparison.OrdinalIgnoreCase) == true)
        {
            text = isLegacy ? SoapContract.LegacyWsdl(address) : SoapContract.Wsdl(address);
        }
        else if (keys.Contains("xsd", StringComparer.OrdinalIgnoreCase))
        {
            text = SoapContract.Xsd;
        }

        if (text is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/xml; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
