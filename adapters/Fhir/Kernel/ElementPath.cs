using System.Globalization;
using System.Text;

namespace Hub.Adapters.Fhir.Kernel;

/// <summary>The FHIRPath of the element where a walk stands; put into words only when there is something to say.</summary>
internal sealed class ElementPath
{
    private readonly List<(string Name, string? OfType, int Index)> _steps = [];

    /// <param name="name">Element name, for the root the type.</param>
    /// <param name="ofType">Type of a choice.</param>
    /// <param name="index">Place among its like, -1 for an element that cannot repeat.</param>
    public void Push(string name, string? ofType = null, int index = -1) => _steps.Add((name, ofType, index));

    public void Pop() => _steps.RemoveAt(_steps.Count - 1);

    public void Clear() => _steps.Clear();

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, ofType, index) in _steps)
        {
            text.Append(text.Length == 0 ? string.Empty : ".").Append(name);
            if (ofType is not null)
            {
                text.Append(".ofType(").Append(ofType).Append(')');
            }

            if (index >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
        }

        return text.ToString();
    }
}
