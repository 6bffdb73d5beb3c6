import { Marker } from 'maplibre-gl';
import { useEffect, useRef, type ReactNode } from 'react';
import { openMap } from './engine.ts';

/** Half the width of the picture in degrees, about two kilometres. */
const around = 0.02;

/** Where one thing is: the ground around it and a mark. */
export default function SmallMap({ point: [lon, lat], name }: { point: readonly [number, number]; name: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const map = openMap({ container: place.current, bounds: [lon - around, lat - around, lon + around, lat + around], still: true });
    const pin = Object.assign(document.createElement('div'), { className: 'map-pin' });
    new Marker({ element: pin }).setLngLat([lon, lat]).addTo(map);
    map.on('load', () => map.getCanvas().setAttribute('aria-label', name));
    return () => map.remove();
  }, [lon, lat, name]);
  return <div className="small-map" ref={place} />;
}
