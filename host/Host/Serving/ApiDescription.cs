using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Host.Serving;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    internal static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Hub",
                Version = "1",
                Description = "Integration hub of a medical-insurance bureau. "
                    + "Errors outside of a partner's own protocol are application/problem+json (RFC 9457).",
            };

            // The address is the installation's own: a document that names this one would be wrong everywhere else.
            document.Servers = [];
            return Task.CompletedTask;
        });
    }
}
