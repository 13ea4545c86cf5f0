using System.CommandLine;
using System.CommandLine.Parsing;

namespace Hub.Simulators.Commands;

/// <summary>An option that takes an absolute http(s) address.</summary>
internal static class UriOption
{
    public static Option<Uri?> Create(string name, string description, bool required = false) => new(name)
    {
        Description = description,
        Required = required,
        CustomParser = Parse,
    };

    private static Uri? Parse(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? uri) && (uri.Scheme is "http" or "https"))
        {
            return uri;
        }
        result.AddError("an absolute http or https address is needed");
        return null;
    }
}
